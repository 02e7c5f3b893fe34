import { describe, expect, it } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { manifestFaults } from './manifest-faults.js';
import type { Manifest } from './manifest.js';

const SOUND = `
{ apiVersion: v1, kind: ServiceAccount, metadata: { name: dossier-code } }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: every-app }
data:
  MOTCUA_AUTH_ISSUER: https://sso.h99.example
  MOTCUA_AUTH_JWKS_URL: https://sso.h99.example/certs
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: dossier-code }
spec:
  selector: { matchLabels: { app: dossier-code } }
  template:
    metadata: { labels: { app: dossier-code } }
    spec:
      serviceAccountName: dossier-code
      containers:
        - name: app
          image: motcua/dossier-code:0.1.0
          env:
            - { name: MOTCUA_POSTGRES_URL_FILE, value: /run/secrets/postgres/url }
            - { name: MOTCUA_KEYS, value: /keys/motcua.keys }
          envFrom: [{ configMapRef: { name: every-app } }]
          ports: [{ name: http, containerPort: 8080 }, { name: management, containerPort: 9090 }]
          startupProbe: { httpGet: { path: /health/live, port: management } }
          readinessProbe: { httpGet: { path: /health/ready, port: management } }
          livenessProbe: { httpGet: { path: /health/live, port: 9090 } }
          volumeMounts: [{ name: postgres, mountPath: /run/secrets/postgres }, { name: keys, mountPath: /keys }]
      volumes: [{ name: postgres }, { name: keys }]
---
apiVersion: v1
kind: Service
metadata: { name: dossier-code }
spec: { selector: { app: dossier-code }, ports: [{ name: http, port: 80, targetPort: http }] }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: dossier-code }
spec: { selector: { matchLabels: { app: dossier-code } } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: from-monitoring }
spec: { podSelector: { matchExpressions: [{ key: app, operator: In, values: [dossier-code] }] } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: dossier-code }
spec: { scaleTargetRef: { kind: Deployment, name: dossier-code } }
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: motcua }
spec: { rules: [{ http: { paths: [{ backend: { service: { name: dossier-code, port: { name: http } } } }] } }] }
`;

function faultsOf(text: string): string[] {
  return manifestFaults(parseAllDocuments(text).map((document) => document.toJS() as Manifest));
}

/** The faults of the sound objects after one slip of the pen. */
function faultsWith(slip: string, instead: string): string[] {
  expect(SOUND.split(slip)).toHaveLength(2);
  return faultsOf(SOUND.replace(slip, instead));
}

describe('the check of the manifests', () => {
  it('finds nothing in sound ones', () => {
    expect(faultsOf(SOUND)).toEqual([]);
  });

  it.each([
    ['startupProbe:', 'lifecycle:', 'no startup probe'],
    ['readinessProbe:', 'lifecycle:', 'no readiness probe'],
    ['livenessProbe:', 'lifecycle:', 'no liveness probe'],
    ['port: 9090 }', 'port: 9091 }', 'no port 9091 for its liveness probe'],
    ['dossier-code:0.1.0', 'dossier-code:latest', 'names no release'],
    ['dossier-code:0.1.0', 'dossier-code', 'names no release'],
    ['dossier-code:0.1.0', 'dossier-cod:0.1.0', 'nobody knows the settings'],
    [
      '\n  selector: { matchLabels: { app: dossier-code }',
      '\n  selector: { matchLabels: { app: x }',
      'none of its own pods',
    ],
    ['serviceAccountName: dossier-code', 'serviceAccountName: x', 'no service account x'],
    ['configMapRef: { name: every-app }', 'configMapRef: { name: all-apps }', 'no ConfigMap all-apps'],
    ['MOTCUA_AUTH_ISSUER', 'MOTCUA_AUTH_ISUER', 'MOTCUA_AUTH_ISUER'],
    ['  MOTCUA_AUTH_ISSUER: https://sso.h99.example\n', '', 'MOTCUA_AUTH_ISSUER: must be a URL'],
    ['  MOTCUA_AUTH_ISSUER', '  MOTCUA_FEED: kafka\n  MOTCUA_AUTH_ISSUER', 'MOTCUA_KAFKA_BROKERS is empty'],
    ['  MOTCUA_AUTH_ISSUER', '  MOTCUA_KAFKA_PASSWORD: kZ7-pQ2-wX9-rT4-vB1\n  MOTCUA_AUTH_ISSUER', 'carries a secret'],
    [
      'mountPath: /run/secrets/postgres }',
      'mountPath: /run/secrets/pg }',
      'MOTCUA_POSTGRES_URL_FILE names a file that is',
    ],
    ['mountPath: /keys }', 'mountPath: /key }', 'MOTCUA_KEYS names a file that is mounted nowhere'],
    ['volumes: [{ name: postgres }, ', 'volumes: [', 'no volume postgres'],
    ['selector: { app: dossier-code }', 'selector: { app: x }', 'Service dossier-code: points at 0'],
    ['targetPort: http', 'targetPort: web', 'no port web in its pods'],
    [
      'spec: { selector: { matchLabels: { app: dossier-code }',
      'spec: { selector: { matchLabels: { app: x }',
      'points at no pod',
    ],
    ['values: [dossier-code]', 'values: [x]', 'NetworkPolicy from-monitoring: points at no pod'],
    ['values: [dossier-code]', 'values: [dossier-code, gone]', "gone is no pod's app"],
    [
      'kind: Deployment, name: dossier-code',
      'kind: Deployment, name: x',
      'HorizontalPodAutoscaler dossier-code: points at',
    ],
    ['  template:', '  replicas: 2\n  template:', 'replicas beside an autoscaler'],
    ['service: { name: dossier-code', 'service: { name: x', 'no port http of a service x'],
    ['envFrom: [{ configMapRef: { name: every-app } }]', 'envFrom: []', 'ConfigMap every-app: nobody reads it'],
    ['kind: Ingress', 'kind: Secret', 'secrets have no place here'],
    [
      'kind: PodDisruptionBudget\nmetadata: { name: dossier-code }',
      'kind: Service\nmetadata: { name: dossier-code }',
      'there twice',
    ],
  ])('finds the fault when %j becomes %j', (slip, instead, fault) => {
    expect(faultsWith(slip, instead).join('\n')).toContain(fault);
  });

  it('asks a Job for no probes', () => {
    const job = SOUND.replace('kind: Deployment\n', 'kind: Job\n').replace(/ +\w+Probe: .*\n/g, '');
    expect(faultsOf(job).filter((fault) => fault.includes('probe'))).toEqual([]);
  });
});
