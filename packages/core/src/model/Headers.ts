/**
 * The headers that fallback routes and global-sidecars speak to each other in, as they are written on the wire.
 *
 * Slime's own names: its global-sidecar and ours understand each other's routes.
 */
export const originalDestination = 'Slime-Orig-Dest';
export const sourceNamespace = 'Slime-Source-Ns';

/** The mark of a request that a global-sidecar has had before. */
export const loopMark = 'x-meshfence-hop';
