import type { Standing } from '../configure/Configuration.js';
import type { Log } from '../log/Log.js';

/** Tells the log how it stands with the configuration. */
export const logStanding = (log: Log, { config, diagnostics, isCurrent, isMissing }: Standing): void => {
  const findings = diagnostics.filter(({ severity }) => severity !== 'info').map(({ message }) => message);
  const isLastKept = config !== undefined;
  if (isCurrent) log.info('a configuration is in force', { findings });
  else if (isMissing) log.warn('there is no configuration', { isLastKept });
  else log.error('a bad configuration is not taken', { findings, isLastKept });
};
