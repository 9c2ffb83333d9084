/** What the queue's keys are of: a fence with its Sidecar, another resource, or a SlimeBoot. */
export type Key =
  | { readonly of: 'fence'; readonly key: string }
  | { readonly of: 'resource'; readonly key: string }
  | { readonly of: 'slimeboot'; readonly key: string };

export const fenceKey = (key: string): string => `fence:${key}`;
export const resourceKeyOf = (key: string): string => `resource:${key}`;
export const slimeBootKey = (key: string): string => `slimeboot:${key}`;

export const parseKey = (text: string): Key => {
  const at = text.indexOf(':');
  return { of: text.slice(0, at) as Key['of'], key: text.slice(at + 1) };
};
