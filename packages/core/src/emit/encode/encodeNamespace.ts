import type { JsonObject } from '../../model/Json.js';
import type { Namespace } from '../../model/Namespace.js';
import { encodeObject } from './encodeObject.js';

/** The Namespace as Kubernetes has it. */
export const encodeNamespace = ({ meta }: Namespace): JsonObject => encodeObject('v1', 'Namespace', meta, {});
