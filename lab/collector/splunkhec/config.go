package splunkhec

import (
	"errors"
	"net/url"

	"go.opentelemetry.io/collector/config/confighttp"
	"go.opentelemetry.io/collector/config/configopaque"
	"go.opentelemetry.io/collector/config/configoptional"
	"go.opentelemetry.io/collector/config/configretry"
	"go.opentelemetry.io/collector/exporter/exporterhelper"
)

// Config has the settings of the exporter of the same name that concern logs; any other is refused.
// See splunkhecexporter/README.md, opentelemetry-collector-contrib v0.161.0.
type Config struct {
	ClientConfig  confighttp.ClientConfig                                  `mapstructure:",squash"`
	QueueSettings configoptional.Optional[exporterhelper.QueueBatchConfig] `mapstructure:"sending_queue"`
	BackOffConfig configretry.BackOffConfig                                `mapstructure:"retry_on_failure"`

	Token                configopaque.String `mapstructure:"token"`
	Source               string              `mapstructure:"source"`
	SourceType           string              `mapstructure:"sourcetype"`
	Index                string              `mapstructure:"index"`
	DisableCompression   bool                `mapstructure:"disable_compression"`
	MaxContentLengthLogs int                 `mapstructure:"max_content_length_logs"`
	MaxEventSize         int                 `mapstructure:"max_event_size"`
	SplunkAppName        string              `mapstructure:"splunk_app_name"`
	SplunkAppVersion     string              `mapstructure:"splunk_app_version"`
	LogDataEnabled       bool                `mapstructure:"log_data_enabled"`
	ProfilingDataEnabled bool                `mapstructure:"profiling_data_enabled"`
	OtelAttrsToHec       MetadataAttributes  `mapstructure:"otel_attrs_to_hec_metadata"`
	HecFields            SeverityFields      `mapstructure:"otel_to_hec_fields"`
}

// MetadataAttributes are the attributes that become metadata of an event instead of fields.
type MetadataAttributes struct {
	Source     string `mapstructure:"source"`
	SourceType string `mapstructure:"sourcetype"`
	Index      string `mapstructure:"index"`
	Host       string `mapstructure:"host"`
}

// SeverityFields are the fields that hold the severity.
type SeverityFields struct {
	SeverityText   string `mapstructure:"severity_text"`
	SeverityNumber string `mapstructure:"severity_number"`
}

// Validate refuses what the exporter of the same name refuses.
func (c *Config) Validate() error {
	if c.Token == "" {
		return errors.New(`requires a non-empty "token"`)
	}
	if c.ClientConfig.Endpoint == "" {
		return errors.New(`requires a non-empty "endpoint"`)
	}
	_, err := c.url()
	return err
}

// url is the endpoint, with the path of HEC where it has none.
func (c *Config) url() (string, error) {
	parsed, err := url.Parse(c.ClientConfig.Endpoint)
	if err != nil {
		return "", err
	}
	if parsed.Path == "" || parsed.Path == "/" {
		parsed.Path = "/services/collector"
	}
	return parsed.String(), nil
}
