const showable = /^[!-~]{1,255}$/;

/** A destination's name as somebody else wrote it; undefined where it is none that could be shown as it is. */
export const shownName = (text: string): string | undefined => (showable.test(text) ? text : undefined);
