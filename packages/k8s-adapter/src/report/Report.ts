/** The object that something is told of. `namespace` is undefined for kinds that belong to none. */
export interface Regarding {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string | undefined;
  readonly name: string;
  readonly uid?: string | undefined;
}

/** Something that is told of an object. `reason` (why) and `action` (what was done, or not) are words in CamelCase. */
export interface Report {
  readonly regarding: Regarding;
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly action: string;
  /** For people. What makes the same thing read differently each time does not belong here. */
  readonly note: string;
}

/** The object alone, as a text. */
export const objectKey = ({ apiVersion, kind, name, namespace = '', uid = '' }: Regarding): string =>
  JSON.stringify([apiVersion, kind, namespace, name, uid]);

/** The same for everything that is told again. */
export const reportKey = ({ action, note, reason, regarding, type }: Report): string =>
  JSON.stringify([objectKey(regarding), type, reason, action, note]);
