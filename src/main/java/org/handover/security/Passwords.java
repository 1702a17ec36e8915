package org.handover.security;

import java.util.Objects;
import java.util.function.Consumer;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.digest.PasswordManager;
import org.camunda.bpm.engine.impl.identity.IdentityOperationResult;
import org.camunda.bpm.engine.impl.identity.ReadOnlyIdentityProvider;
import org.camunda.bpm.engine.impl.identity.WritableIdentityProvider;
import org.camunda.bpm.engine.impl.identity.db.DbIdentityServiceProvider;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.camunda.bpm.engine.impl.util.EncryptionUtil;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * The one place where a password is checked, whichever way it comes in. In place of the engine's own check, which locks a user whom
 * somebody guesses at, for everybody; and which answers sooner for users who do not exist.
 */
class Passwords extends DbIdentityServiceProvider {

    private final Throttle throttle;
    private final VerifiedPasswords verified;
    private final Consumer<String> endSessions;
    private final boolean elsewhere;

    private Passwords(Throttle throttle, VerifiedPasswords verified, Consumer<String> endSessions, boolean elsewhere) {
        this.throttle = throttle;
        this.verified = verified;
        this.endSessions = endSessions;
        this.elsewhere = elsewhere;
    }

    static class Factory implements SessionFactory {

        private final Throttle throttle;
        private final VerifiedPasswords verified = new VerifiedPasswords();
        private final Consumer<String> endSessions;
        private final boolean elsewhere;

        /**
         * @param endSessions signs out a user wherever they are signed in
         * @param elsewhere whether an OpenID provider keeps people and passwords, so that nobody changes them here
         */
        Factory(Throttle throttle, Consumer<String> endSessions, boolean elsewhere) {
            this.throttle = throttle;
            this.endSessions = endSessions;
            this.elsewhere = elsewhere;
        }

        @Override
        public Class<?> getSessionType() {
            return elsewhere ? ReadOnlyIdentityProvider.class : WritableIdentityProvider.class;
        }

        @Override
        public Session openSession() {
            return new Passwords(throttle, verified, endSessions, elsewhere);
        }
    }

    /** @return false also while whoever asks has to wait after wrong passwords */
    @Override
    public boolean checkPassword(String userId, String password) {
        if (elsewhere || userId == null || password == null) {
            return false;
        }
        String address = address();
        if (!throttle.admits(address, userId)) {
            return false;
        }
        UserEntity user = findUserById(userId);
        boolean right = user == null
                ? likeAny(password)
                : verified.check(userId, user.getPassword(), password, () -> matchPassword(password, user));
        if (right) {
            throttle.right(address, userId);
        } else {
            throttle.wrong(address, userId);
            Auditing.refused(user == null ? "" : userId);
        }
        return right;
    }

    /** Whoever gets a new password signs in again, everywhere: it may be new because somebody knows the old one. */
    @Override
    public IdentityOperationResult saveUser(User user) {
        String before = ((UserEntity) user).getSalt();
        IdentityOperationResult saved = super.saveUser(user);
        if (!Objects.equals(before, ((UserEntity) user).getSalt())) {
            endSessions.accept(user.getId());
        }
        return saved;
    }

    @Override
    public IdentityOperationResult deleteUser(String userId) {
        IdentityOperationResult deleted = super.deleteUser(userId);
        endSessions.accept(userId);
        return deleted;
    }

    /** Takes as long as with a user who exists. */
    private static boolean likeAny(String password) {
        PasswordManager passwords = Context.getProcessEngineConfiguration().getPasswordManager();
        passwords.encrypt(EncryptionUtil.saltPassword(password, "0123456789abcdef"));
        return false;
    }

    /** Where the request comes from that is being answered, or here when there is none. */
    static String address() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? attributes.getRequest().getRemoteAddr()
                : "here";
    }
}
