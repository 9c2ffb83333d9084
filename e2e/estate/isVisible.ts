/** Whether something is exported to a namespace; without a word it is, to all of them. */
export const isVisible = (
  { namespace, exportTo }: { readonly namespace: string; readonly exportTo: ReadonlyArray<string> },
  to: string
): boolean =>
  exportTo.length === 0 ||
  exportTo.some(each => each === '*' || each === to || (each === '.' && namespace === to));
