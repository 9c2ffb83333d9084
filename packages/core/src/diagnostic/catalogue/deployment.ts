import { quote } from '../Entry.js';
import type { Entry } from '../Entry.js';

/** Findings about the workloads that a SlimeBoot becomes. */
export const deployment = {
  'image-replaced': {
    severity: 'warning',
    summary:
      'The SlimeBoot names an image that cannot do the job: one of Slime, or an Envoy that is too old. Another one is used instead, and nothing of what was named.',
    message: (p: { readonly what: string; readonly image: string; readonly used: string }) =>
      `${quote(p.image)} is no image for the ${p.what} of meshfence; ${p.used} is used instead.`,
    remedy:
      'Leave the image out, or name your own: for the controller one without "slimeio/" in its name, for the global-sidecar an Envoy, 1.39 or newer.'
  },
  'args-ignored': {
    severity: 'warning',
    summary:
      "The SlimeBoot names an image of Slime's, and arguments for it. Meshfence's image does not know them; they are left out.",
    message: (p: { readonly count: number }) =>
      `${p.count === 1 ? 'The argument is' : `The ${p.count} arguments are`} meant for Slime's image, which is not used, and left out.`,
    remedy: 'Leave args out, or name the image that they are for.'
  },
  'workload-name-invalid': {
    severity: 'error',
    summary:
      'The controller is named like its SlimeBoot, or its ServiceAccount as the SlimeBoot says, by a name that a Service cannot have or that meshfence gives to something else. Another name is used.',
    message: (p: {
      readonly what: string;
      readonly name: string;
      readonly why: string;
      readonly used: string;
    }) => `The ${p.what} cannot be called ${quote(p.name)}, ${p.why}; it is called ${quote(p.used)} instead.`,
    remedy:
      'Choose letters, digits and hyphens, a letter first, 63 characters at most; and neither "global-sidecar" nor "meshfence-ports".'
  },
  'service-ports-equal': {
    severity: 'error',
    summary: 'Two ports of the Service are the same, which Kubernetes rejects. The default ports hold.',
    message: (p: { readonly port: number; readonly names: string }) =>
      `${p.names} are both ${p.port}. The default ports hold.`,
    remedy: 'Choose different ports.'
  },
  'mount-without-volume': {
    severity: 'error',
    summary:
      'A volume is mounted that is not among the volumes, which Kubernetes rejects. The mount is left out.',
    message: (p: { readonly mountPath: string; readonly volume: string }) =>
      `${quote(p.volume)}, to be mounted at ${quote(p.mountPath)}, is not among the volumes. The mount is left out.`,
    remedy: 'Add the volume under spec.volumes, or mend the name.'
  },
  'secret-not-mounted': {
    severity: 'error',
    summary:
      'The Secret with the credentials for a Prometheus is to be mounted where another volume is. The other one stays.',
    message: (p: { readonly secret: string; readonly volume: string; readonly path: string }) =>
      `The Secret ${quote(p.secret)} cannot be mounted at /etc/meshfence/prometheus: the volume ${quote(p.volume)} is at ${quote(p.path)}.`,
    remedy: 'Mount the other volume elsewhere, or leave secretName out and take the files from that volume.'
  },
  'file-not-mounted': {
    severity: 'warning',
    summary:
      'A file with a credential for a Prometheus lies in a folder in which nothing is mounted. Without it nothing is asked.',
    message: (p: { readonly file: string }) =>
      `Nothing is mounted that could hold ${quote(p.file)}: metric.prometheus.secretName names no Secret.`,
    remedy: 'Name the Secret in metric.prometheus.secretName, or mount a volume there.'
  },
  'log-not-kept': {
    severity: 'info',
    summary:
      'The log goes into a file on no volume that outlives the pod: when the pod goes, so does the log.',
    message: (p: { readonly file: string }) => `The log in ${quote(p.file)} does not outlive its pod.`,
    remedy:
      'Mount a volume that stays at the folder of the file (spec.volumes, spec.volumeMounts), if you need it.'
  },
  'log-not-writable': {
    severity: 'error',
    summary: 'The log goes into a file on a volume that is mounted read-only, so that nothing can be logged.',
    message: (p: { readonly file: string; readonly volume: string }) =>
      `The log in ${quote(p.file)} cannot be written: the volume ${quote(p.volume)} is read-only there.`,
    remedy: 'Mount the volume so that it can be written, or let the log go elsewhere.'
  },
  'log-needs-permission': {
    severity: 'info',
    summary:
      'The log goes onto a volume whose owner Kubernetes may not change: one of hostPath or nfs, or a claim, behind which may be such a one. fsGroup does not apply to those.',
    message: (p: { readonly file: string; readonly volume: string; readonly user: number }) =>
      `The log in ${quote(p.file)} needs the volume ${quote(p.volume)} to be writable for the user ${p.user}; fsGroup does not see to that for hostPath, nor for a claim that leads there.`,
    remedy:
      'Make the folder writable for the user (chown, on the node or by an init job), or choose the user that it belongs to (podSecurityContext.runAsUser). Where the claim leads to a disk of its own, there is nothing to do.'
  }
} as const satisfies Readonly<Record<string, Entry>>;
