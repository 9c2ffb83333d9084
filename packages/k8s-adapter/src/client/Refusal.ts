/** One part of a refusal: the field that it is about, and the kind of trouble, such as `FieldManagerConflict`. */
export interface Cause {
  readonly reason?: string;
  readonly message?: string;
  readonly field?: string;
}

/** A `Status` object of Kubernetes, as far as it matters. */
interface Status {
  readonly message?: string;
  readonly reason?: string;
  readonly details?: { readonly causes?: ReadonlyArray<Cause>; readonly retryAfterSeconds?: number };
}

/** An API server's refusal: any status from 400 on, or an error in the middle of a watch. */
export class Refusal extends Error {
  override readonly name = 'Refusal';

  constructor(
    readonly status: number,
    /** Kubernetes' word for it: `Conflict`, `Invalid`, `Expired`, .. */
    readonly reason: string,
    message: string,
    readonly causes: ReadonlyArray<Cause> = [],
    /** Milliseconds that the server asks for before the next try. */
    readonly retryAfter?: number | undefined
  ) {
    super(message);
  }
}

/** No answer: no connection, none in time, or one that broke off. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

const parsed = (text: string): Status => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : { message: String(value) };
  } catch {
    return { message: text.trim().slice(0, 500) };
  }
};

const second = 1000;

/** However long a server, or something before it, asks for: after so long it is asked again. */
const longest = 60 * second;

/** `Retry-After` in seconds or as a date, in milliseconds from now on. */
const fromHeader = (header: string | undefined): number | undefined => {
  if (header === undefined) return undefined;
  if (/^\d+$/.test(header)) return Number(header) * second;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
};

/** The refusal that an answer is. */
export const refusalOf = (status: number, text: string, retryAfter?: string): Refusal => {
  const { message, reason = '', details = {} } = parsed(text);
  const words = message === undefined || message === '' ? `HTTP status ${status}` : message;
  const inBody = details.retryAfterSeconds === undefined ? undefined : details.retryAfterSeconds * second;
  const wish = fromHeader(retryAfter) ?? inBody;
  const patience = wish === undefined ? undefined : Math.min(wish, longest);
  return new Refusal(status, reason, words, details.causes ?? [], patience);
};

/** Whether an error is a refusal with one of these statuses. */
export const isRefusal = (error: unknown, ...statuses: ReadonlyArray<number>): error is Refusal =>
  error instanceof Refusal && (statuses.length === 0 || statuses.includes(error.status));

/** Whether another field manager has a field that was to be written. */
export const isFieldConflict = (error: unknown): error is Refusal =>
  isRefusal(error, 409) && error.causes.some(({ reason }) => reason === 'FieldManagerConflict');

/** An error in a few words. */
export const inWords = (error: unknown): string => {
  // Of a server that has several addresses, each may fail in its own way.
  if (error instanceof AggregateError) return [...new Set(error.errors.map(inWords))].join('; ');
  return error instanceof Error ? error.message : String(error);
};
