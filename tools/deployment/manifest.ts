export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** An object of Kubernetes as kustomize writes it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Labels };
  readonly [key: string]: unknown;
}

export type Labels = Readonly<Record<string, string>>;

export interface Selector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly { readonly key: string; readonly operator: string; readonly values: string[] }[];
}

export interface Probe {
  readonly httpGet?: { readonly port: number | string };
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly envFrom?: readonly { readonly configMapRef?: { readonly name: string } }[];
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
  readonly startupProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly livenessProbe?: Probe;
}

/** A Deployment or a Job. */
export interface Workload extends Manifest {
  readonly spec: {
    readonly selector?: Selector;
    readonly template: {
      readonly metadata: { readonly labels: Labels };
      readonly spec: {
        readonly containers: readonly Container[];
        readonly volumes?: readonly { readonly name: string }[];
        readonly serviceAccountName?: string;
        readonly terminationGracePeriodSeconds?: number;
      };
    };
  };
}

export function workloadsIn(manifests: readonly Manifest[]): Workload[] {
  return manifests.filter((one): one is Workload => one.kind === 'Deployment' || one.kind === 'Job');
}

/** e.g. `Deployment desk` */
export function nameOf({ kind, metadata }: Manifest): string {
  return `${kind} ${metadata.name}`;
}

export function selects({ matchLabels = {}, matchExpressions = [] }: Selector, labels: Labels): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values }) => {
      if (operator !== 'In') throw new Error(`this check does not know the operator ${operator}`);
      return values.includes(labels[key] ?? '');
    })
  );
}
