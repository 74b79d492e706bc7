import type { LogFormat } from 'reprise/parser';
import { awsAlb } from './aws-alb.ts';
import { awsElb } from './aws-elb.ts';
import { awsS3 } from './aws-s3.ts';
import { awsWaf } from './aws-waf.ts';
import { azureAppGateway } from './azure-app-gateway.ts';
import { azureFrontDoor } from './azure-front-door.ts';
import { caddy } from './caddy.ts';
import { cloudflare } from './cloudflare.ts';
import { ecs } from './ecs.ts';
import { envoy } from './envoy.ts';
import { envoyJson } from './envoy-json.ts';
import { fastly } from './fastly.ts';
import { gcpLoadBalancer } from './gcp-load-balancer.ts';
import { haproxy } from './haproxy.ts';
import { har } from './har.ts';
import { json } from './json.ts';
import { ltsv } from './ltsv.ts';
import { nginx } from './nginx.ts';
import { pinoHttp } from './pino-http.ts';
import { squid } from './squid.ts';
import { traefikJson } from './traefik-json.ts';
import { uwsgi } from './uwsgi.ts';
import { w3c } from './w3c.ts';

/** The formats that are built in, the most specific first. Each is exactly what a plugin exports. */
export const formats: readonly LogFormat[] = [
  awsAlb,
  awsElb,
  awsS3,
  envoy,
  haproxy,
  squid,
  uwsgi,
  w3c,
  ltsv,
  caddy,
  traefikJson,
  envoyJson,
  pinoHttp,
  gcpLoadBalancer,
  cloudflare,
  awsWaf,
  azureAppGateway,
  azureFrontDoor,
  fastly,
  har,
  ecs,
  nginx,
  json,
];
