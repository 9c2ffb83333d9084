import type { KubeObject } from '../api/KubeObject.js';

export interface FieldRef {
  readonly fieldRef?: { readonly fieldPath: string };
}

export interface Variable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: FieldRef;
}

export interface Probe {
  readonly httpGet?: { readonly path?: string; readonly port: number | string };
}

export interface SecurityContext {
  readonly runAsUser?: number;
  readonly runAsGroup?: number;
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly command?: ReadonlyArray<string>;
  readonly args?: ReadonlyArray<string>;
  readonly env?: ReadonlyArray<Variable>;
  readonly ports?: ReadonlyArray<{ readonly name?: string; readonly containerPort: number }>;
  readonly volumeMounts?: ReadonlyArray<{
    readonly name: string;
    readonly mountPath: string;
    readonly subPath?: string;
  }>;
  readonly readinessProbe?: Probe;
  readonly securityContext?: SecurityContext;
}

export interface Volume {
  readonly name: string;
  readonly configMap?: { readonly name: string };
  readonly emptyDir?: object;
}

/** A pod as its controller has made it, as far as running it goes. */
export interface PodTemplate {
  readonly metadata: KubeObject['metadata'] & { readonly namespace: string };
  readonly spec: {
    readonly nodeName?: string;
    readonly containers: ReadonlyArray<Container>;
    readonly volumes?: ReadonlyArray<Volume>;
    readonly serviceAccountName?: string;
    readonly securityContext?: SecurityContext;
  };
}
