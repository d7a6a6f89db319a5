package main

import (
	"errors"

	"github.com/open-telemetry/opentelemetry-collector-contrib/extension/healthcheckextension"
	"github.com/open-telemetry/opentelemetry-collector-contrib/extension/storage/filestorage"
	"github.com/open-telemetry/opentelemetry-collector-contrib/processor/filterprocessor"
	"github.com/open-telemetry/opentelemetry-collector-contrib/receiver/filelogreceiver"
	"github.com/open-telemetry/opentelemetry-collector-contrib/receiver/journaldreceiver"
	"go.opentelemetry.io/collector/exporter"
	"go.opentelemetry.io/collector/exporter/nopexporter"
	"go.opentelemetry.io/collector/extension"
	"go.opentelemetry.io/collector/otelcol"
	"go.opentelemetry.io/collector/processor"
	"go.opentelemetry.io/collector/processor/memorylimiterprocessor"
	"go.opentelemetry.io/collector/receiver"
	"go.opentelemetry.io/collector/service/telemetry/otelconftelemetry"

	"lab/collector/splunkhec"
)

// A component that the configuration names and that is not here makes the collector refuse to start.
func factories() (otelcol.Factories, error) {
	extensions, extensionsErr := otelcol.MakeFactoryMap[extension.Factory](healthcheckextension.NewFactory(), filestorage.NewFactory())
	receivers, receiversErr := otelcol.MakeFactoryMap[receiver.Factory](filelogreceiver.NewFactory(), journaldreceiver.NewFactory())
	processors, processorsErr := otelcol.MakeFactoryMap[processor.Factory](memorylimiterprocessor.NewFactory(), filterprocessor.NewFactory())
	exporters, exportersErr := otelcol.MakeFactoryMap[exporter.Factory](splunkhec.NewFactory(), nopexporter.NewFactory())
	return otelcol.Factories{
		Extensions: extensions,
		Receivers:  receivers,
		Processors: processors,
		Exporters:  exporters,
		Telemetry:  otelconftelemetry.NewFactory(),
	}, errors.Join(extensionsErr, receiversErr, processorsErr, exportersErr)
}
