// A value together with what was found while it was made.
export type { Diagnosed, Phase } from './Diagnosed.js';

// From texts and objects to a mesh.
export { decodeMesh, decodeObjects } from './decode/decodeMesh.js';
export type { DecodeOptions } from './decode/decodeMesh.js';
export type { SourceText } from './decode/readText.js';

// From a mesh to a plan, at once or change by change.
export { compile } from './compiler.js';
export { install } from './install.js';
export { controllerOf } from './lower/controller/Controller.js';
export type { Controller } from './lower/controller/Controller.js';
export { definitions } from './lower/controller/definitions/definitions.js';
export { start, step } from './incremental/step.js';
export type { State, Stepped } from './incremental/step.js';
export type { Change, Field } from './incremental/Change.js';
export type { Delta, Difference } from './incremental/Delta.js';

// From values to objects and text.
export { inOrderOfApplying } from './lower/inOrderOfApplying.js';
export { toEdgeListObject } from './emit/toEdgeListObject.js';
export { toObjects, toSidecarObject } from './emit/toObjects.js';
export type { ObjectOptions } from './emit/toObjects.js';
export { meshConfigFragment } from './lower/accessLog/callers.js';
export { accessLogName } from './lower/accessLog/logging.js';
export { encodeMesh } from './emit/encode/encodeMesh.js';
export { encodeFence } from './emit/encode/encodeFence.js';
export { encodeFenceStatus } from './emit/encode/encodeFenceStatus.js';
export { printJson, printYaml } from './emit/print.js';

// What is meshfence's to remove.
export { ownedObjects } from './uninstall/ownedObjects.js';
export type { Inventory } from './uninstall/ownedObjects.js';
export { plannedObjects } from './uninstall/plannedObjects.js';
export { inOrderOfRemoval, removableKinds } from './uninstall/removalOrder.js';
export type { Owned, Ownership, RemovalOptions } from './uninstall/Owned.js';

// From entries of access logs to observed calls.
export { emptyBook, podKeys, withPods } from './sighting/AddressBook.js';
export type { AddressBook, PodChange } from './sighting/AddressBook.js';
export { toCaller, toEdge } from './sighting/Call.js';
export type { Call } from './sighting/Call.js';
export type { CallerPod } from './sighting/CallerPod.js';
export { judge } from './sighting/judge.js';
export type { Grounds, Verdict } from './sighting/judge.js';
export { reporterOf } from './sighting/Reporter.js';
export type {
  Node as ProxyNode,
  Reporter as LogReporter,
  TrustedGlobalSidecar
} from './sighting/Reporter.js';
export { blank as blankSighting, seenAt } from './sighting/Sighting.js';
export type { Sighting } from './sighting/Sighting.js';
export type { SocketAddress } from './sighting/SocketAddress.js';
export { knownTo } from './sighting/knownTo.js';
export type { Knows } from './sighting/whereTo.js';
export { soughtIn, whoMissed } from './sighting/whoMissed.js';
export { whyNots } from './sighting/WhyNot.js';
export type { WhyNot } from './sighting/WhyNot.js';

// Answers about a plan.
export { explain } from './explain/explain.js';
export type { Absence, ExplainedHost, Explanation, Link } from './explain/explain.js';
export { describeDestination } from './explain/fate.js';
export type { Fate } from './explain/fate.js';
export type { Explained, SeenCalls, Statement, Testimony } from './explain/Testimony.js';
export { describeWhy } from './explain/describeWhy.js';
export { describeReason } from './explain/describeReason.js';
export { describeRefusal } from './explain/describeRefusal.js';
export { printExplanation } from './explain/printExplanation.js';
export { measure } from './measure/measure.js';
export type { Saving, Savings, Size } from './measure/measure.js';

// What metrics say of calls.
export { valueDestination, handlerEdges } from './telemetry/handlerEdges.js';
export type { HandlerQuestion } from './telemetry/handlerEdges.js';
export { metricEdges, nobody } from './telemetry/metricEdges.js';
export type { FallbackUsers, MetricEdges } from './telemetry/metricEdges.js';
export type { Counters } from './telemetry/readCall.js';
export { lastSeenLabels, lastSeenMetric, sightingEdges, streamsMetric } from './telemetry/sightingEdges.js';
export type { Unmade, Unused } from './telemetry/NoUse.js';
export type { Read, Sample, Witness } from './telemetry/Sample.js';
export { whys } from './telemetry/Why.js';
export type { Why } from './telemetry/Why.js';

// What sources have heard of callers, and did not learn.
export { callerKey } from './model/callerKey.js';
export { defaultHearingBounds, hearingMemory } from './hearing/hearingMemory.js';
export type { HearingBounds, HearingMemory, Missed } from './hearing/hearingMemory.js';
export type { WhyUnlearned } from './hearing/WhyUnlearned.js';

// Findings, and ways to print them.
export { hasErrors, report, sorted } from './diagnostic/Diagnostic.js';
export type { Diagnostic } from './diagnostic/Diagnostic.js';
export { areas as diagnosticAreas, catalogue as diagnosticCatalogue } from './diagnostic/catalogue.js';
export type { Code } from './diagnostic/catalogue.js';
export type { Entry, Severity } from './diagnostic/Entry.js';
export { inObject, inText } from './diagnostic/Place.js';
export type { Place } from './diagnostic/Place.js';
export { printHuman } from './diagnostic/printHuman.js';
export { printJson as printDiagnosticsJson } from './diagnostic/printJson.js';
export { printSarif } from './diagnostic/printSarif.js';
export { printGithub } from './diagnostic/printGithub.js';
export { didYouMean } from './diagnostic/suggest.js';

// The nouns of a mesh and of a plan.
export { emptyMesh } from './model/Mesh.js';
export type { Mesh } from './model/Mesh.js';
export { defaultConfig, defaultGeneral, defaultGlobal } from './model/Config.js';
export type * from './model/Config.js';
export { defaultDeployment, defaultServicePorts } from './model/Deployment.js';
export type * from './model/Deployment.js';
export type * from './model/Edge.js';
export { edgeKey } from './model/edgeKey.js';
export { joinEvidence } from './model/joinEvidence.js';
export type { EdgeSink, EdgeSource } from './model/EdgeSource.js';
export type * from './model/Fallback.js';
export {
  callerNamespaces,
  globalSidecarName,
  globalSidecars,
  placeholderName
} from './model/GlobalSidecar.js';
export type { GlobalSidecar } from './model/GlobalSidecar.js';
export { createdBy, emptyStatus, isAutomatic, stable } from './model/Fence.js';
export type * from './model/Fence.js';
export type * from './model/Hearing.js';
export * as Host from './model/Host.js';
export * as Instant from './model/Instant.js';
export type { Json, JsonObject } from './model/Json.js';
export * as Labels from './model/Labels.js';
export type { LabelSelector, Requirement } from './model/LabelSelector.js';
export { isManaged, keyOf, managedBy } from './model/Meta.js';
export type * from './model/Meta.js';
export type { Namespace } from './model/Namespace.js';
export { isOurs } from './resolve/foreign.js';
export { nowhere } from './model/Origin.js';
export type * from './model/Origin.js';
export type * from './model/Plan.js';
export { isDerived } from './model/Reason.js';
export type { DerivedReason, Reason } from './model/Reason.js';
export { defaultTimes, prometheusAt } from './model/Prometheus.js';
export type * from './model/Prometheus.js';
export * as Cidr from './model/Cidr.js';
export { resourceKey } from './model/Resource.js';
export type { Part, Resource } from './model/Resource.js';
export type * from './model/Scope.js';
export type * from './model/Service.js';
export type { ServiceEntry } from './model/ServiceEntry.js';
export type { Sidecar } from './model/Sidecar.js';
export type * from './model/VirtualService.js';
export type * from './model/Workload.js';
