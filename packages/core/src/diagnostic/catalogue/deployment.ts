import { quote } from '../Entry.js';
import type { Entry } from '../Entry.js';

/** Findings about the workloads that a SlimeBoot becomes. */
export const deployment = {
  'image-replaced': {
    severity: 'warning',
    summary:
      'The SlimeBoot names an image that does another job, such as those of Slime. Another one is used instead.',
    message: (p: { readonly what: string; readonly image: string; readonly used: string }) =>
      `${quote(p.image)} is no image for the ${p.what} of meshfence; ${p.used} is used instead.`,
    remedy:
      'Leave the image out, or name your own: for the controller one without "slimeio/" in its name, for the global-sidecar an Envoy.'
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
      'The SlimeBoot has a name that a Service cannot have, and its workload is named like it. The name "lazyload" is used.',
    message: (p: { readonly name: string }) =>
      `A Service cannot be called ${quote(p.name)}; the workload is called "lazyload" instead.`,
    remedy: 'Name the SlimeBoot with letters, digits and hyphens, a letter first, 63 characters at most.'
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
  'log-not-kept': {
    severity: 'info',
    summary:
      'The log goes into a file on no volume that outlives the pod: when the pod goes, so does the log.',
    message: (p: { readonly file: string }) => `The log in ${quote(p.file)} does not outlive its pod.`,
    remedy:
      'Mount a volume that stays at the folder of the file (spec.volumes, spec.volumeMounts), if you need it.'
  }
} as const satisfies Readonly<Record<string, Entry>>;
