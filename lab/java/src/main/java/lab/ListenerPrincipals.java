package lab;

import org.apache.kafka.common.security.auth.AuthenticationContext;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.security.authenticator.DefaultKafkaPrincipalBuilder;
import org.apache.kafka.common.security.ssl.SslPrincipalMapper;

/**
 * Gives the lab's own listeners (administration, broker to broker, controller) the super user, and leaves every other
 * listener to Kafka's rules. Without it an unauthenticated client listener and the lab would both be ANONYMOUS, and
 * either the lab could do nothing or the clients could do everything.
 */
public final class ListenerPrincipals extends DefaultKafkaPrincipalBuilder {
    static final KafkaPrincipal LAB = new KafkaPrincipal(KafkaPrincipal.USER_TYPE, "lab-admin");

    public ListenerPrincipals() {
        super(null, SslPrincipalMapper.fromRules("DEFAULT"));
    }

    @Override
    public KafkaPrincipal build(AuthenticationContext context) {
        return switch (context.listenerName()) {
            case "LAB", "CONTROLLER" -> LAB;
            default -> super.build(context);
        };
    }
}
