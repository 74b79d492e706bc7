import type { LogFormat } from 'reprise/parser';
import { apache } from './apache.ts';
import { apacheCombinedio } from './apache-combinedio.ts';
import { apacheCommon } from './apache-common.ts';
import { apacheSslRequest } from './apache-ssl-request.ts';
import { apacheVhost } from './apache-vhost.ts';
import { awsAlb } from './aws-alb.ts';
import { awsElb } from './aws-elb.ts';
import { awsS3 } from './aws-s3.ts';
import { awsWaf } from './aws-waf.ts';
import { azureAppGateway } from './azure-app-gateway.ts';
import { azureFrontDoor } from './azure-front-door.ts';
import { caddy } from './caddy.ts';
import { cloudflare } from './cloudflare.ts';
import { cpanel } from './cpanel.ts';
import { ecs } from './ecs.ts';
import { envoy } from './envoy.ts';
import { envoyJson } from './envoy-json.ts';
import { fastly } from './fastly.ts';
import { gcpLoadBalancer } from './gcp-load-balancer.ts';
import { gunicorn } from './gunicorn.ts';
import { haproxy } from './haproxy.ts';
import { har } from './har.ts';
import { ingressNginx } from './ingress-nginx.ts';
import { json } from './json.ts';
import { ltsv } from './ltsv.ts';
import { morganCombined } from './morgan-combined.ts';
import { morganCommon } from './morgan-common.ts';
import { morganDev } from './morgan-dev.ts';
import { morganShort } from './morgan-short.ts';
import { morganTiny } from './morgan-tiny.ts';
import { nginx } from './nginx.ts';
import { nginxMain } from './nginx-main.ts';
import { nginxProxyManager } from './nginx-proxy-manager.ts';
import { nginxVhost } from './nginx-vhost.ts';
import { pinoHttp } from './pino-http.ts';
import { squid } from './squid.ts';
import { tomcat } from './tomcat.ts';
import { traefik } from './traefik.ts';
import { traefikJson } from './traefik-json.ts';
import { uvicorn } from './uvicorn.ts';
import { uwsgi } from './uwsgi.ts';
import { varnish } from './varnish.ts';
import { w3c } from './w3c.ts';

export { compilers } from './shared/compilers.ts';
export { mappedJson } from './shared/mapped-json.ts';
export { formatFromNginxConf } from './shared/nginx-conf.ts';

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
  ingressNginx,
  nginxProxyManager,
  traefik,
  varnish,
  cpanel,
  nginxMain,
  nginxVhost,
  apacheVhost,
  apacheSslRequest,
  apacheCombinedio,
  apacheCommon,
  morganCommon,
  nginx,
  apache,
  morganCombined,
  tomcat,
  gunicorn,
  uvicorn,
  morganShort,
  morganDev,
  morganTiny,
  json,
];
