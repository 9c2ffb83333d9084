// One generator for each noun of the model, and for what is done to it.
export { change, changes } from './arbitrary/change.js';
export { config } from './arbitrary/config.js';
export { edge } from './arbitrary/edge.js';
export { endpointSlice } from './arbitrary/endpointSlice.js';
export { fence } from './arbitrary/fence.js';
export { fenceStatus } from './arbitrary/fenceStatus.js';
export { destination, host, hostileHost, staticHost } from './arbitrary/host.js';
export { duration, instant, now } from './arbitrary/instant.js';
export { labels, labelSelector } from './arbitrary/labels.js';
export { mesh, plainMesh } from './arbitrary/mesh.js';
export { changesOf, move, moves } from './arbitrary/move.js';
export type { Aim, Move } from './arbitrary/move.js';
export { namespace } from './arbitrary/namespace.js';
export { pod } from './arbitrary/pod.js';
export { reorder, reordered } from './arbitrary/shuffled.js';
export { service } from './arbitrary/service.js';
export { serviceEntry } from './arbitrary/serviceEntry.js';
export { sidecar } from './arbitrary/sidecar.js';
export { logReporter, podChange, sighting } from './arbitrary/sighting.js';
export { source } from './arbitrary/source.js';
export { strategy } from './arbitrary/strategy.js';
export { spoiltObjects, strangeObject, strangeText } from './arbitrary/text.js';
export type { Flavour } from './arbitrary/universe.js';
export { virtualService } from './arbitrary/virtualService.js';

// Meshes of any size, by seed.
export { random, shuffle } from './synthetic/Random.js';
export type { Random } from './synthetic/Random.js';
export type { Asked, Size } from './synthetic/Size.js';
export { syntheticMesh } from './synthetic/syntheticMesh.js';

// What Istio does with a Sidecar.
export { selects } from './istio/selects.js';
export type { Selected } from './istio/selects.js';
export { validateSidecar } from './istio/validateSidecar.js';
export { whyNotHost } from './istio/whyNotHost.js';

// The laws, in the order of their numbers.
export type { Violation } from './laws/Violation.js';
export { deterministic, orderFree, orderFreeDocuments, pile } from './laws/determinism.js';
export { bridges, changed, incremental, isFull, played, quiet } from './laws/incremental.js';
export { validEmission } from './laws/validEmission.js';
export { fallbackHeld } from './laws/fallback.js';
export { installationOwned, installationSound, resourcesSound } from './laws/resources.js';
export { formsAgree } from './laws/forms.js';
export { reasoned, sufficient } from './laws/reasons.js';
export { indifferent, monotone } from './laws/monotonicity.js';
export { outageTolerant, remembering } from './laws/absence.js';
export { heardForEver, unheardKeeps } from './laws/heard.js';
export { routedKept } from './laws/routed.js';
export { applied } from './laws/feedback.js';
export { idempotent } from './laws/idempotence.js';
export { roundtrip, stableText } from './laws/roundtrip.js';
export { totalOnChanges, totalOnMesh, totalOnObjects, totalOnText } from './laws/totality.js';
export { canonicalText, difference } from './laws/difference.js';

// What every source of edges must hold to.
export { edgeSourceConformance } from './conformance/edgeSourceConformance.js';
export type { Clause, EdgeSourceRig, ShownCall } from './conformance/EdgeSourceRig.js';
