import type { JsonObject } from '@meshfence/core';
import type { Definition } from './Definition.js';

/** What a path names. */
export interface Target {
  readonly definition: Definition;
  readonly apiVersion: string;
  readonly namespace: string | undefined;
  /** Undefined for all objects of the kind. */
  readonly name: string | undefined;
  readonly subresource: 'status' | undefined;
}

/** A request that has been understood. */
export interface Asked {
  readonly target: Target;
  readonly method: string;
  readonly query: URLSearchParams;
  /** Empty where there was none. */
  readonly body: JsonObject;
  readonly contentType: string;
  readonly userAgent: string;
}

/** An answer that is there at once. */
export interface Answer {
  readonly code: number;
  /** JSON, or mere text. */
  readonly body: JsonObject | string;
}
