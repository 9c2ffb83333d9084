import type { Groups } from '../Regex.js';

const reference = /\$(?:\$|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu;
const number = /^(?:0|[1-9]\d{0,7})$/;

/**
 * A template with its references filled in, by the rules of Go's regexp.Expand.
 *
 * The longest run of letters, digits and `_` is the name, so `$1x` means `${1x}`; what names no group is empty; `$$`
 * is a dollar sign; a malformed reference stays as it is.
 */
export const expandTemplate = (template: string, { numbered, named }: Groups): string =>
  template.replaceAll(reference, (_, braced: string | undefined, plain: string | undefined) => {
    const name = braced ?? plain;
    if (name === undefined) return '$';
    return (number.test(name) ? numbered[Number(name)] : Object.hasOwn(named, name) ? named[name] : '') ?? '';
  });

/** The group names and numbers that a template refers to. */
export const references = (template: string): ReadonlyArray<string> =>
  [...template.matchAll(reference)].flatMap(([, braced, plain]) => braced ?? plain ?? []);
