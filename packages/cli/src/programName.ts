import { basename } from 'node:path';

/** What the user calls the program: kubectl runs a file named `kubectl-meshfence` as `kubectl meshfence`. */
export const programName = (script: string | undefined): string =>
  basename(script ?? '').startsWith('kubectl-') ? 'kubectl meshfence' : 'meshfence';
