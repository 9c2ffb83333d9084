/** `selector-overlap` as a condition's or an event's reason: `SelectorOverlap`. */
export const camelCase = (code: string): string =>
  code
    .split('-')
    .map(word => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
