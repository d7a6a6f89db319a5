/** The people of a line of business. */
export interface LobTeam {
  /** Group that the cluster's identity provider knows (`oc get groups`). Fails: empty, or one of Kubernetes' own (`system:…`), which are not a team. */
  readonly group: string;
  /**
   * Whether the team may restart connectors, by annotation. Kubernetes cannot limit the right (`patch`) to annotations: whoever has it may change the
   * resource too, within the walls of the line.
   * @default true
   */
  readonly mayRestart?: boolean;
}
