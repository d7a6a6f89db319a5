/**
 * Everything that differs between a worker of the lab and the pod that the operator would start. Nothing else of the
 * emitted configuration is touched, and connector configurations are not touched at all.
 *
 * Beside the properties below, a worker gets from outside, as a pod would:
 * - ADVERTISED_HOSTNAME in its environment: its loopback address (the worker file refers to it);
 * - `-Djdk.net.hosts.file`: the host names of the YAML lead to loopback addresses, so ports and TLS host-name checks stay;
 * - `-Djavax.net.ssl.trustStore`: `tls: {}` means "the JVM's public authorities"; here that is the lab's public authority;
 * - heap from the resource's `jvmOptions`, or 512 MiB.
 */
export function overrides(worker: { readonly address: string; readonly secretsFolder: string; readonly pluginFolder: string }): Record<string, string> {
  return {
    // The operator's provider asks the Kubernetes API. Kafka's own takes the same `ns/secret` as a path, relative to the
    // working directory as long as no allowed.paths are set (AllowedPaths.parseUntrustedPath, kafka-clients 4.3.1).
    'config.providers.strimzisecrets.class': 'org.apache.kafka.common.config.provider.DirectoryConfigProvider',
    // Has to exist, or the worker does not start (AllowedPaths.getAllowedPaths, kafka-clients 4.3.1).
    'config.providers.strimzidir.param.allowed.paths': worker.secretsFolder,
    // MM2 is on the class path here; the folder of the image does not exist.
    'plugin.path': worker.pluginFolder,
    // The default is all addresses.
    'listeners': `http://${worker.address}:8083`,
  };
}
