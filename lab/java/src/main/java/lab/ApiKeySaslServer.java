package lab;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.security.auth.callback.CallbackHandler;
import javax.security.sasl.SaslServer;
import javax.security.sasl.SaslServerFactory;
import org.apache.kafka.common.errors.SaslAuthenticationException;

/** SASL/PLAIN (RFC 4616) whose authorization id is the identity behind the API key. */
public final class ApiKeySaslServer implements SaslServer {
    private String identity;

    @Override
    public byte[] evaluateResponse(byte[] response) {
        String[] tokens = new String(response, StandardCharsets.UTF_8).split("\u0000", -1);
        String found = tokens.length == 3 && "token".equals(tokens[1]) ? ApiKeyLoginModule.identityOf(tokens[2]) : null;
        if (found == null) {
            throw new SaslAuthenticationException("Authentication failed: unknown API key, or the user is not 'token'");
        }
        identity = found;
        return new byte[0];
    }

    @Override
    public String getMechanismName() {
        return "PLAIN";
    }

    @Override
    public boolean isComplete() {
        return identity != null;
    }

    @Override
    public String getAuthorizationID() {
        return identity;
    }

    @Override
    public byte[] unwrap(byte[] incoming, int offset, int length) {
        throw new IllegalStateException("PLAIN has no security layer");
    }

    @Override
    public byte[] wrap(byte[] outgoing, int offset, int length) {
        throw new IllegalStateException("PLAIN has no security layer");
    }

    @Override
    public Object getNegotiatedProperty(String name) {
        return null;
    }

    @Override
    public void dispose() { }

    /** Found by the security provider of {@link ApiKeyLoginModule}. */
    public static final class Factory implements SaslServerFactory {
        @Override
        public SaslServer createSaslServer(String mechanism, String protocol, String server, Map<String, ?> properties,
                                           CallbackHandler handler) {
            return "PLAIN".equals(mechanism) ? new ApiKeySaslServer() : null;
        }

        @Override
        public String[] getMechanismNames(Map<String, ?> properties) {
            return new String[] {"PLAIN"};
        }
    }
}
