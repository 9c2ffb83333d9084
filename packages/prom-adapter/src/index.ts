// A source of edges.
export { promSource } from './observe/promSource.js';
export type { Settings } from './observe/Settings.js';
export type { AskedFence } from './query/placeholders.js';

// Whom to ask.
export { connect } from './client/connect.js';
export type { Prometheus } from './client/connect.js';
export { defaults as defaultAccess } from './client/Access.js';
export type { Access, Secret, Tls } from './client/Access.js';
export type { Answer } from './client/Answer.js';
export { Failure } from './client/Failure.js';
export type { Kind as FailureKind } from './client/Failure.js';

// What operators look at.
export { promMetrics } from './metrics/promMetrics.js';
export type { Asked, Counting, Narrator } from './observe/Told.js';
export type { Outcome } from './observe/Question.js';
