/** A value that is made when somebody asks for it first, and then kept. */
export const once = <A>(make: () => A): (() => A) => {
  let known: { readonly value: A } | undefined;
  return () => {
    known ??= { value: make() };
    return known.value;
  };
};
