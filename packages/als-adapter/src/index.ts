export { accessLogSource } from './accessLogSource.js';
export type { AccessLogSource } from './accessLogSource.js';
export { defaultBatches, defaultBounds, defaultLimits } from './receive/Settings.js';
export type { Batches, Limits, Log, Settings, Sink, Surroundings, TlsFiles } from './receive/Settings.js';
export type { Bounds } from './keep/Bounds.js';
