import { haveCommon, servers } from '../rules/clusters';

/** Whether two declarations mean one cluster: they have a server in common. */
export function isSameCluster(a: { readonly bootstrapServers: readonly string[] }, b: { readonly bootstrapServers: readonly string[] }): boolean {
  return haveCommon(servers(a.bootstrapServers.join(',')), servers(b.bootstrapServers.join(',')));
}
