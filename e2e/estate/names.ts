import fc from 'fast-check';

/** What one estate calls its things: no other has these names. */
export interface Names {
  readonly namespace: fc.Arbitrary<string>;
  readonly service: fc.Arbitrary<string>;
  /** A Service's full name, whether it is there or not. */
  readonly fqdn: fc.Arbitrary<string>;
  readonly external: fc.Arbitrary<string>;
  readonly wildcard: fc.Arbitrary<string>;
  readonly exportTo: fc.Arbitrary<ReadonlyArray<string>>;
}

/** Few names, so that they meet often. */
export const names = (number: number): Names => {
  const namespace = fc.constantFrom('a', 'a', 'b', 'c').map(letter => `${letter}-${number}`);
  const service = fc.constantFrom('details', 'reviews', 'ratings', 'cart', 'web');
  const domain = `m${number}.example`;
  return {
    namespace,
    service,
    fqdn: fc.tuple(service, namespace).map(([name, where]) => `${name}.${where}.svc.cluster.local`),
    external: fc.constantFrom(`api.${domain}`, `www.${domain}`, `x.y.${domain}`),
    wildcard: fc.constantFrom(`*.${domain}`, `*.y.${domain}`),
    exportTo: fc.oneof(
      { arbitrary: fc.constant([]), weight: 6 },
      { arbitrary: fc.constantFrom(['.'], ['*'], ['~']), weight: 2 },
      { arbitrary: fc.uniqueArray(namespace, { minLength: 1, maxLength: 2 }), weight: 2 }
    )
  };
};
