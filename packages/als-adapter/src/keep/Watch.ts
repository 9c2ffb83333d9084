import type { Instant, Source, Window } from '@meshfence/core';

/** As many windows are remembered. To forget one means to have watched for less time, and nothing expires by that. */
const mostWindows = 64;

/** A log of when somebody was watching. */
const windowsOf = () => {
  let windows: ReadonlyArray<Window> = [];
  const isOpen = (): boolean => windows.length > 0 && windows.at(-1)?.to === undefined;
  const open = (from: Instant.Instant): void => {
    windows = [...windows, { from, to: undefined }].slice(-mostWindows);
  };
  /** What was open for no time at all is no window. */
  const close = (to: Instant.Instant): void => {
    windows = windows
      .map(each => (each.to === undefined ? { from: each.from, to } : each))
      .filter(each => each.to === undefined || each.from < each.to);
  };
  return {
    all: () => windows,
    be: (isWatching: boolean, at: Instant.Instant): void => {
      if (isWatching === isOpen()) return;
      if (isWatching) open(at);
      else close(at);
    }
  };
};

/** When access logs were received, as a source says it. */
export interface Watch {
  /** So many streams are open: of callers' own sidecars, and of global-sidecars. */
  streams(callers: number, globalSidecars: number, at: Instant.Instant): void;
  source(): Source;
}

/**
 * Keeps it, and tells each change.
 *
 * Until a caller's own sidecar has reported there are only global-sidecars, which do not see direct calls. From then on
 * what counts is when such sidecars were reporting: while none does, a missing call says nothing.
 */
export const newWatch = (name: string, tell: (source: Source) => void): Watch => {
  const [any, direct] = [windowsOf(), windowsOf()];
  let isDirect = false;
  const source = (): Source => ({ name, direct: isDirect, windows: (isDirect ? direct : any).all() });
  return {
    source,
    streams: (callers, globalSidecars, at) => {
      const before = source();
      isDirect ||= callers > 0;
      any.be(callers + globalSidecars > 0, at);
      direct.be(callers > 0, at);
      const after = source();
      if (after.windows !== before.windows || after.direct !== before.direct) tell(after);
    }
  };
};
