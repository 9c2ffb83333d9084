/** A fixture in which `┆` stands before and after the expected place: the text without the marks, and their offsets. */
export const marked = (
  fixture: string
): { readonly text: string; readonly start: number; readonly end: number } => {
  const [before = '', between = '', after = ''] = fixture.split('┆');
  return { text: before + between + after, start: before.length, end: before.length + between.length };
};
