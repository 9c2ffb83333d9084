// What vitest knows of failed tests, for those who keep logs: `setup.ts` tells it.

const state = { failed: false };

export const note = (): void => {
  state.failed = true;
};

/** True when a test of this file has failed. */
export const any = (): boolean => state.failed;
