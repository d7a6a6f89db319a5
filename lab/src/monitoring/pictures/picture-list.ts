/** A dashboard that was drawn without an empty panel, and without one that covers another. */
export interface DrawnDashboard {
  /** Name of the picture, without `.png`. */
  readonly uid: string;
  readonly title: string;
  readonly panels: number;
}

export interface Pictures {
  readonly date: string;
  readonly dashboards: readonly DrawnDashboard[];
}

/** Pictures as Markdown, beside which their folder is. */
export function pictureList(dashboards: readonly DrawnDashboard[], folder: string): string {
  return dashboards.map(({ uid, title, panels }) => `**${title}**, ${panels} panels:\n\n![${title}](${folder}/${uid}.png)`).join('\n\n');
}
