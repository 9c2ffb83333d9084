import type { Source } from '../../model/Edge.js';
import type { JsonObject } from '../../model/Json.js';
import * as Fields from './Fields.js';
import * as Timestamp from './Timestamp.js';

/** A source of an EdgeList. */
export const encodeSource = ({ name, direct, windows }: Source): JsonObject =>
  Fields.filled({
    name,
    direct: direct ? true : undefined,
    windows: windows.map(({ from, to }) =>
      Fields.defined({ from: Timestamp.ofInstant(from), to: Timestamp.ofInstant(to) })
    )
  });
