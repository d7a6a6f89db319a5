package lab;

import java.security.Provider;
import java.security.Security;
import java.util.HashMap;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import org.apache.kafka.common.security.plain.PlainLoginModule;

/**
 * Server side of SASL/PLAIN as Event Streams does it: the user name is always "token", and the password (an API key)
 * alone decides who the client is. Kafka's own PLAIN server would make every key the one principal User:token, so this
 * module puts a SaslServer of its own before it (PlainLoginModule appends its provider at the end of the list).
 *
 * <p>Options of the form {@code identity_NAME="KEY"} list the keys.
 */
public final class ApiKeyLoginModule extends PlainLoginModule {
    private static final String OPTION = "identity_";
    private static final Map<String, String> IDENTITY_BY_KEY = new HashMap<>();

    static {
        Security.insertProviderAt(new ApiKeyProvider(), 1);
    }

    @Override
    public void initialize(Subject subject, CallbackHandler handler, Map<String, ?> sharedState, Map<String, ?> options) {
        super.initialize(subject, handler, sharedState, options);
        synchronized (IDENTITY_BY_KEY) {
            options.forEach((name, key) -> {
                if (name.startsWith(OPTION)) {
                    IDENTITY_BY_KEY.put((String) key, name.substring(OPTION.length()));
                }
            });
        }
    }

    static String identityOf(String key) {
        synchronized (IDENTITY_BY_KEY) {
            return IDENTITY_BY_KEY.get(key);
        }
    }

    private static final class ApiKeyProvider extends Provider {
        ApiKeyProvider() {
            super("lab API keys", "1.0", "SASL/PLAIN with API keys");
            put("SaslServerFactory.PLAIN", ApiKeySaslServer.Factory.class.getName());
        }
    }
}
