import { anything, count, flag, open, text } from '../Schema.js';
import { mode, source } from './words.js';

const log = open('The log.', {
  logLevel: text('The least level that is logged.'),
  klogLevel: count('How talkative the Kubernetes client is.'),
  logRotate: flag('Into a file that is changed from time to time, instead of standard output.'),
  logRotateConfig: open('The file.', {
    filePath: text('Its path; /tmp/log/slime.log by default.'),
    maxSizeMB: count('Megabytes, after which it is changed; 100 by default.'),
    maxBackups: count('How many are kept; 10 by default.'),
    maxAgeDay: count('Days for which they are kept; 10 by default.'),
    compress: flag('Whether they are compressed.')
  })
});

const misc = open('Further settings, by name.', {
  globalSidecarMode: mode('Where the global-sidecar runs.'),
  'global-sidecar-mode': mode('An older name of globalSidecarMode.'),
  metricSourceType: source('Where observed calls come from.'),
  'aux-addr': anything('The address of health and metrics.'),
  logSourcePort: anything('The port of access logs.'),
  enableLeaderElection: anything('Whether one of several replicas leads.')
});

/** `module[].global`: settings that modules share. */
export const global = open('Settings that modules share.', {
  service: text('The key of the label by which a fence selects its workload; app by default.'),
  istioNamespace: text("Istio's namespace; that of the spec by default."),
  slimeNamespace: text("Meshfence's own namespace; that of the spec by default."),
  istioRev: text('The label istio.io/rev of what is made.', {
    pattern: '^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$',
    maxLength: 63
  }),
  strictRev: flag('Look only at fences that have this label.'),
  log,
  misc,
  clientGoTokenBucket: open('How fast the API server is asked: qps, burst.')
});
