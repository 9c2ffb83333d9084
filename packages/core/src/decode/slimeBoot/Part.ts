import type { JsonObject } from '../../model/Json.js';
import type { Path } from '../../model/Origin.js';
import type { Document } from '../Document.js';

/** A mapping inside a SlimeBoot, and the way there. */
export interface Part {
  readonly document: Document;
  readonly path: Path;
  readonly value: JsonObject;
}
