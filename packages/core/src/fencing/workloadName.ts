const isName = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;
const suffix = 'workload.identity';

/** FNV-1a, 32 bits: only to keep names apart that become the same once they are legal. */
const hash = (text: string): string => {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return (value >>> 0).toString(36);
};

const legal = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^-a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');

/** The name of a fence for the pods with a label value: `wl-reviews.workload.identity`, made legal where it would not be. */
export const workloadName = (alias: string, value: string): string => {
  const plain = `${alias}-${value}`;
  const name =
    isName.test(plain) && plain.length <= 63 ? plain : `${legal(plain).slice(0, 50)}-${hash(plain)}`;
  return `${name}.${suffix}`;
};
