/** Who an object is exported to; undefined means everybody. */
export type ExportTo = ReadonlyArray<string> | undefined;

/**
 * Whether an object of one namespace is exported to another.
 *
 * Source: istio pilot/pkg/model/push_context.go, IsServiceVisible: `*` everybody, `.` its own namespace, `~` nobody.
 */
export const isVisible = (exportTo: ExportTo, namespace: string, viewer: string): boolean =>
  exportTo === undefined ||
  exportTo.some(to => to === '*' || to === viewer || (to === '.' && namespace === viewer));
