// The Kubernetes API, and how to be somebody there.
export { connect } from './client/connect.js';
export type { Access } from './client/connect.js';
export { applyPatch } from './client/Client.js';
export type { Client, Question } from './client/Client.js';
export { inWords, isFieldConflict, isRefusal, Refusal, Unreachable } from './client/Refusal.js';
export type { Cause } from './client/Refusal.js';

// The controller.
export { Controller } from './controller/Controller.js';
export type { ConfigPlace, ControllerOptions } from './controller/Options.js';
export { defaultGathering } from './controller/Debounce.js';
export type { Gathering } from './controller/Debounce.js';
export { defaultRate } from './apply/Bucket.js';
export type { Rate } from './apply/Bucket.js';

// A cluster at one moment, without writing anything.
export type { Obstacle } from './decide/obstacles.js';
export { liveMesh } from './preview/liveMesh.js';
export type { Look } from './preview/liveMesh.js';
export { observedCalls } from './preview/observedCalls.js';
export type { Observed } from './preview/observedCalls.js';
export { preview } from './preview/preview.js';
export type { PlannedWrite, Preview } from './preview/preview.js';
export type { PreviewOptions } from './preview/survey.js';

// Who observes calls.
export type { Sight, SightedFence, Sources, WantedSource } from './learn/Sight.js';

// Which pods there are.
export { followPods } from './observe/followPods.js';
export type { PodFollower } from './observe/followPods.js';

// Which of several replicas writes.
export { always } from './lead/Leadership.js';
export type { Leadership } from './lead/Leadership.js';
export { elect } from './lead/elect.js';
export type { Election } from './lead/elect.js';
export { defaultTimings, whyInvalidTimings } from './lead/Timings.js';
export type { Timings } from './lead/Timings.js';

// What operators look at.
export { newLog } from './log/newLog.js';
export type { AdjustableLog } from './log/newLog.js';
export type { Fields, Log } from './log/Log.js';
export { toLevel, toLogSettings } from './log/toLogSettings.js';
export { defaultFile } from './log/LogSettings.js';
export type { FileSettings, Level, LogSettings } from './log/LogSettings.js';
export { newMetrics } from './metrics/Metrics.js';
export type { Metrics } from './metrics/Metrics.js';
export { heartbeat } from './serve/Heartbeat.js';
export { serve } from './serve/serve.js';
export type { Server } from './serve/serve.js';

// What users are told in the cluster.
export { recorder } from './report/recorder.js';
export type { Recorder } from './report/recorder.js';
export type { Regarding, Report } from './report/Report.js';
export type { Condition } from './report/Condition.js';
export { nextConditions } from './report/conditions.js';
export { fenceConditions } from './report/fenceConditions.js';
export { slimeBootConditions } from './report/slimeBootConditions.js';
export type { SlimeBootState } from './report/slimeBootConditions.js';

// The controller as a process.
export { identityOf } from './lead/identity.js';
export { runController } from './runtime/runController.js';
export type { LeaseSettings, Settings, Surroundings } from './runtime/Settings.js';

// Taking it out again.
export { inventory } from './remove/inventory.js';
export { removeAll } from './remove/removeAll.js';
export type { Removed } from './remove/removeAll.js';
