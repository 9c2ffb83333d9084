/** A signal that comes when the process is told to end. A second time ends it at once. */
export const ending = (): AbortSignal => {
  const controller = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => controller.abort());
  return controller.signal;
};
