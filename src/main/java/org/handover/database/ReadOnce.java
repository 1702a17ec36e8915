package org.handover.database;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What an act has read it need not read again within its transaction: several rules of one act look at the same case. Who writes forgets what was read, and
 * so does who waits for a lock, since others may have written meanwhile.
 */
public final class ReadOnce {

    private record Read(String table, Object key) {}

    private ReadOnce() {}

    /** The answer to a question to a table; asked of the database at the first time in a transaction, and always without one. */
    @SuppressWarnings("unchecked")
    public static <T> T of(String table, Object key, Supplier<T> question) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            return question.get();
        }
        Map<Read, Object> answers = answers();
        var read = new Read(table, key);
        if (!answers.containsKey(read)) {
            answers.put(read, question.get());
        }
        return (T) answers.get(read);
    }

    /** A table is written to. */
    public static void forget(String table) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            answers().keySet().removeIf(read -> read.table().equals(table));
        }
    }

    /** Others may have written. */
    public static void forget() {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            answers().clear();
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<Read, Object> answers() {
        var answers = (Map<Read, Object>) TransactionSynchronizationManager.getResource(ReadOnce.class);
        if (answers == null) {
            answers = new HashMap<>();
            TransactionSynchronizationManager.bindResource(ReadOnce.class, answers);
            TransactionSynchronizationManager.registerSynchronization(new OfTransaction(answers));
        }
        return answers;
    }

    /** A transaction within another one has answers of its own. */
    private record OfTransaction(Map<Read, Object> answers) implements TransactionSynchronization {

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResourceIfPossible(ReadOnce.class);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(ReadOnce.class, answers);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(ReadOnce.class);
        }
    }
}
