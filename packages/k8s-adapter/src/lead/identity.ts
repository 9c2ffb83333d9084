import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

/**
 * Who this process is among replicas: its pod, or a name that no other process has.
 *
 * A container that is restarted has its pod's name again, and so its lease.
 */
export const identityOf = (env: Readonly<Record<string, string | undefined>>): string => {
  const pod = env['POD_NAME'];
  return pod === undefined || pod === ''
    ? `${hostname()}_${process.pid}_${randomBytes(4).toString('hex')}`
    : pod;
};
