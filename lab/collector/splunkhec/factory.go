// Package splunkhec is an exporter of logs to Splunk's HTTP Event Collector, with the settings, the mapping and the treatment of answers of
// the exporter of the same name in opentelemetry-collector-contrib. Queue, storage and retries are the collector's own.
package splunkhec

import (
	"context"
	"time"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/config/confighttp"
	"go.opentelemetry.io/collector/config/configoptional"
	"go.opentelemetry.io/collector/config/configretry"
	"go.opentelemetry.io/collector/exporter"
	"go.opentelemetry.io/collector/exporter/exporterhelper"
)

// NewFactory of the exporter.
func NewFactory() exporter.Factory {
	return exporter.NewFactory(component.MustNewType("splunk_hec"), defaultConfig, exporter.WithLogs(newLogs, component.StabilityLevelDevelopment))
}

func defaultConfig() component.Config {
	client := confighttp.NewDefaultClientConfig()
	client.Timeout = 10 * time.Second
	return &Config{
		ClientConfig:         client,
		QueueSettings:        configoptional.Some(exporterhelper.NewDefaultQueueConfig()),
		BackOffConfig:        configretry.NewDefaultBackOffConfig(),
		MaxContentLengthLogs: 2 * 1024 * 1024,
		MaxEventSize:         5 * 1024 * 1024,
		SplunkAppName:        "OpenTelemetry Collector Contrib",
		LogDataEnabled:       true,
		ProfilingDataEnabled: true,
		OtelAttrsToHec:       MetadataAttributes{Source: "com.splunk.source", SourceType: "com.splunk.sourcetype", Index: "com.splunk.index", Host: "host.name"},
		HecFields:            SeverityFields{SeverityText: "otel.log.severity.text", SeverityNumber: "otel.log.severity.number"},
	}
}

func newLogs(ctx context.Context, settings exporter.Settings, config component.Config) (exporter.Logs, error) {
	own := config.(*Config)
	sender := &sender{config: own, settings: settings.TelemetrySettings}
	return exporterhelper.NewLogs(ctx, settings, config, sender.push,
		exporterhelper.WithStart(sender.start),
		// The HTTP client has its own.
		exporterhelper.WithTimeout(exporterhelper.TimeoutConfig{Timeout: 0}),
		exporterhelper.WithRetry(own.BackOffConfig),
		exporterhelper.WithQueue(own.QueueSettings))
}
