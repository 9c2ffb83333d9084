import { kept } from '../Decode.js';
import type { Decode } from '../Decode.js';

/** A Namespace, for its labels. */
export const namespace: Decode = ({ meta }) => kept([{ field: 'namespaces', value: { meta } }]);
