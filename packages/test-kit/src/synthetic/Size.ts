/** How large a synthetic mesh shall be. Everything but the seed follows from `services` where it is not said. */
export interface Size {
  readonly seed: number;
  readonly services: number;
  readonly fences: number;
  readonly edges: number;
  readonly virtualServices: number;
  readonly namespaces: number;
  /** How many labels each Service carries, the one of its application included. */
  readonly labels: number;
}

/** What is asked for: `services`, and whatever else matters. */
export type Asked = Partial<Size> & Pick<Size, 'services'>;

const proportions = (services: number): Omit<Size, 'services'> => ({
  seed: 1,
  fences: services,
  edges: services * 20,
  virtualServices: Math.ceil(services / 2),
  namespaces: Math.max(3, Math.ceil(services / 25)),
  labels: 3
});

/** The whole of the size. Edges are unique, so there are no more of them than pairs of a fence and a Service. */
export const sizeOf = (asked: Asked): Size => {
  const size = { ...proportions(asked.services), ...asked };
  return { ...size, edges: Math.min(size.edges, size.fences * size.services) };
};
