import { CONFIG_OF, settingsFaults, type Settings } from './app-settings.js';
import { envFieldsOf } from '../../libs/service-kit/src/config/env.js';
import {
  type Container,
  type Manifest,
  nameOf,
  type Selector,
  selects,
  type Workload,
  workloadsIn,
} from './manifest.js';

/** What no schema sees: whether the objects of one overlay fit each other, and the settings fit the apps. */
export function manifestFaults(manifests: readonly Manifest[]): string[] {
  return [
    ...doubles(manifests),
    ...unread(manifests),
    ...workloadsIn(manifests).flatMap((workload) => workloadFaults(workload, manifests)),
    ...manifests.flatMap((manifest) => reachFaults(manifest, manifests)),
    ...manifests
      .filter(({ kind }) => kind === 'Secret')
      .map((secret) => `${nameOf(secret)}: secrets have no place here`),
  ];
}

function doubles(manifests: readonly Manifest[]): string[] {
  const names = manifests.map(nameOf);
  return names.filter((name, index) => names.indexOf(name) !== index).map((name) => `${name}: there twice`);
}

/** Of two lists of maps that are laid over each other the later one wins, and what the other one said is lost without a word. */
function unread(manifests: readonly Manifest[]): string[] {
  const containers = workloadsIn(manifests).flatMap(({ spec }) => spec.template.spec.containers);
  const read = containers.flatMap(({ envFrom = [] }) => envFrom.map(({ configMapRef }) => configMapRef?.name));
  return manifests
    .filter(({ kind, metadata }) => kind === 'ConfigMap' && !read.includes(metadata.name))
    .map((map) => `${nameOf(map)}: nobody reads it`);
}

function workloadFaults(workload: Workload, manifests: readonly Manifest[]): string[] {
  const { template, selector } = workload.spec;
  const { containers, serviceAccountName: account } = template.spec;
  const faults = containers.flatMap((one) => [
    ...imageFaults(one),
    ...(workload.kind === 'Job' ? [] : probeFaults(one)),
    ...mountFaults(one, settingsOf(one, manifests), workload),
    ...containerSettingsFaults(one, manifests),
  ]);
  if (selector !== undefined && !selects(selector, template.metadata.labels))
    faults.push('selects none of its own pods');
  if (!manifests.some(({ kind, metadata }) => kind === 'ServiceAccount' && metadata.name === account))
    faults.push(`no service account ${account ?? ''}`);
  return faults.map((fault) => `${nameOf(workload)}: ${fault}`);
}

function imageFaults({ image }: Container): string[] {
  return /^[^:@]+(:\d+[\w.-]*|@sha256:[0-9a-f]{64})$/.test(image) ? [] : [`image ${image} names no release`];
}

/** By hand, as the API server does it: a port by its name or its number. */
function hasPort({ ports = [] }: Container, port: number | string): boolean {
  return ports.some(({ name, containerPort }) => name === port || containerPort === port);
}

function probeFaults(container: Container): string[] {
  const probes = {
    startup: container.startupProbe,
    readiness: container.readinessProbe,
    liveness: container.livenessProbe,
  };
  return Object.entries(probes).flatMap(([what, probe]) => {
    if (probe?.httpGet === undefined) return [`no ${what} probe`];
    return hasPort(container, probe.httpGet.port) ? [] : [`no port ${probe.httpGet.port} for its ${what} probe`];
  });
}

/** Every volume mounted is there, and every file that a setting names lies on one. */
function mountFaults({ volumeMounts = [] }: Container, settings: Settings, workload: Workload): string[] {
  const volumes = (workload.spec.template.spec.volumes ?? []).map(({ name }) => name);
  // A Job of the command line gets what its command needs, and the names of more.
  const needed = Object.entries(settings).filter(
    ([name, value]) =>
      name.endsWith('_FILE') || (workload.kind === 'Deployment' && /^\/(run\/secrets|keys)\//.test(value)),
  );
  return [
    ...volumeMounts.filter(({ name }) => !volumes.includes(name)).map(({ name }) => `no volume ${name}`),
    ...needed
      .filter(([, value]) => !volumeMounts.some(({ mountPath }) => value.startsWith(`${mountPath}/`)))
      .map(([name]) => `${name} names a file that is mounted nowhere`),
  ];
}

/** As the kubelet does it: maps in their order, then what the container says itself. */
function settingsOf({ env = [], envFrom = [] }: Container, manifests: readonly Manifest[]): Settings {
  const maps = envFrom.map(({ configMapRef }) => mapNamed(configMapRef?.name, manifests)?.['data']);
  return Object.assign({}, ...maps, Object.fromEntries(env.map(({ name, value = '' }) => [name, value]))) as Settings;
}

function mapNamed(name: string | undefined, manifests: readonly Manifest[]): Manifest | undefined {
  return manifests.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === name);
}

function containerSettingsFaults(container: Container, manifests: readonly Manifest[]): string[] {
  const configClass = CONFIG_OF[/motcua\/([\w-]+)/.exec(container.image)?.[1] ?? ''];
  if (configClass === undefined) return [`nobody knows the settings of ${container.image}`];
  const maps = (container.envFrom ?? []).map(({ configMapRef }) => configMapRef?.name);
  const settings = settingsOf(container, manifests);
  return [
    ...maps.filter((name) => mapNamed(name, manifests) === undefined).map((name) => `no ConfigMap ${name}`),
    ...Object.keys(settings)
      .filter(isSecret)
      .map((name) => `${name} carries a secret`),
    ...settingsFaults(configClass, settings),
  ];
}

/** A secret comes by the file that `<NAME>_FILE` names, and by nothing else. */
function isSecret(name: string): boolean {
  return Object.values(CONFIG_OF).some((one) => envFieldsOf(one).some((field) => field.name === name && field.secret));
}

/** What points at pods points at some. */
function reachFaults(manifest: Manifest, manifests: readonly Manifest[]): string[] {
  const workloads = workloadsIn(manifests);
  const spec = manifest['spec'] as Pointing | undefined;
  const hit = (selector: Selector): Workload[] =>
    workloads.filter(({ spec: { template } }) => selects(selector, template.metadata.labels));
  const none = (count: number): string[] => (count > 0 ? [] : [`${nameOf(manifest)}: points at no pod`]);
  switch (manifest.kind) {
    case 'Service':
      return serviceFaults(manifest, hit({ matchLabels: spec?.selector as Record<string, string> }), spec?.ports ?? []);
    case 'PodDisruptionBudget':
      return none(hit(spec?.selector as Selector).length);
    case 'NetworkPolicy':
      return [...none(hit(spec?.podSelector ?? {}).length), ...namedFaults(manifest, workloads)];
    case 'HorizontalPodAutoscaler': {
      const { kind, name } = spec!.scaleTargetRef!;
      return none(workloads.filter((one) => one.kind === kind && one.metadata.name === name).length);
    }
    case 'Ingress':
      return ingressFaults(manifest, manifests);
    case 'Deployment':
      return hpaFaults(manifest, manifests);
    default:
      return [];
  }
}

interface Pointing {
  readonly selector?: Selector | Record<string, string>;
  readonly podSelector?: Selector;
  readonly ports?: readonly { readonly name: string; readonly port: number; readonly targetPort: number | string }[];
  readonly scaleTargetRef?: { readonly kind: string; readonly name: string };
  readonly replicas?: number;
}

function serviceFaults(service: Manifest, pods: readonly Workload[], ports: NonNullable<Pointing['ports']>): string[] {
  if (pods.length !== 1) return [`${nameOf(service)}: points at ${pods.length} workloads`];
  const { containers } = pods[0]!.spec.template.spec;
  return ports
    .filter(({ targetPort }) => !containers.some((one) => hasPort(one, targetPort)))
    .map(({ targetPort }) => `${nameOf(service)}: no port ${targetPort} in its pods`);
}

/** A list of names in a policy that outlives one of its apps would go unnoticed. */
function namedFaults(policy: Manifest, workloads: readonly Workload[]): string[] {
  const expressions = (policy['spec'] as Pointing).podSelector?.matchExpressions ?? [];
  return expressions.flatMap(({ key, values }) =>
    values
      .filter((value) => !workloads.some(({ spec }) => spec.template.metadata.labels[key] === value))
      .map((value) => `${nameOf(policy)}: ${value} is no pod's ${key}`),
  );
}

function ingressFaults(ingress: Manifest, manifests: readonly Manifest[]): string[] {
  const wanted = [...JSON.stringify(ingress).matchAll(/"service":\{"name":"([^"]+)","port":\{"name":"([^"]+)"\}\}/g)];
  return wanted
    .filter(([, name, port]) => {
      const service = manifests.find(({ kind, metadata }) => kind === 'Service' && metadata.name === name);
      return !((service?.['spec'] as Pointing | undefined)?.ports ?? []).some((one) => one.name === port);
    })
    .map(([, name, port]) => `${nameOf(ingress)}: no port ${port} of a service ${name}`);
}

/** Two who decide on a number undo each other's work at every apply. */
function hpaFaults(deployment: Manifest, manifests: readonly Manifest[]): string[] {
  const scaled = manifests.some(
    (one) =>
      one.kind === 'HorizontalPodAutoscaler' &&
      (one['spec'] as Pointing).scaleTargetRef?.name === deployment.metadata.name,
  );
  const replicas = (deployment['spec'] as Pointing).replicas;
  return scaled && replicas !== undefined ? [`${nameOf(deployment)}: replicas beside an autoscaler`] : [];
}
