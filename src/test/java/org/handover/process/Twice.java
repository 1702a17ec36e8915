package org.handover.process;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.MessageCorrelationBuilder;
import org.handover.once.IdempotencyKey;
import org.handover.vocabulary.RecordClock;

/** An engine to which everything that is done is done twice, by the same person in the same words and without a key of theirs. */
final class Twice implements AutoCloseable {

    private static final Set<String> ACTS = Set.of("complete", "startProcessInstanceByKey", "correlate", "executeJob");

    private final ProcessEngine engine;
    private final RecordClock clock;
    private final boolean atOnce;
    private final ExecutorService people = Executors.newFixedThreadPool(2);
    private int acts;

    /** @param atOnce in the same moment; else one after the other */
    Twice(ProcessEngine engine, RecordClock clock, boolean atOnce) {
        this.engine = engine;
        this.clock = clock;
        this.atOnce = atOnce;
    }

    /** How many acts were done twice. */
    int acts() {
        return acts;
    }

    @Override
    public void close() {
        people.shutdown();
    }

    ProcessEngine engine() {
        return proxy(ProcessEngine.class, engine);
    }

    RuntimeService runtime() {
        return proxy(RuntimeService.class, engine.getRuntimeService());
    }

    TaskService tasks() {
        return proxy(TaskService.class, engine.getTaskService());
    }

    ManagementService management() {
        return proxy(ManagementService.class, engine.getManagementService());
    }

    private <T> T proxy(Class<T> type, Object real) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (real == engine) {
                        switch (method.getName()) {
                            case "getRuntimeService" -> {
                                return runtime();
                            }
                            case "getTaskService" -> {
                                return tasks();
                            }
                            case "getManagementService" -> {
                                return management();
                            }
                            default -> {
                                return call(real, method, arguments);
                            }
                        }
                    }
                    if (ACTS.contains(method.getName())) {
                        acts++;
                        return twice(method.getName(), () -> call(real, method, arguments));
                    }
                    Object result = call(real, method, arguments);
                    return result instanceof MessageCorrelationBuilder builder
                            ? proxy(MessageCorrelationBuilder.class, builder)
                            : result;
                }));
    }

    private static Object call(Object real, Method method, Object[] arguments) throws Exception {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception exception ? exception : e;
        }
    }

    private Object twice(String act, Callable<Object> call) throws Exception {
        var signedIn = engine.getIdentityService().getCurrentAuthentication();
        Instant now = clock.now();
        Callable<Object> done = () -> clock.at(
                now,
                () -> IdempotencyKey.with(null, () -> {
                    if (signedIn != null) {
                        engine.getIdentityService().setAuthentication(signedIn);
                    }
                    try {
                        return call.call();
                    } catch (RuntimeException e) {
                        throw e;
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                }));
        List<Callable<Object>> both = List.of(done, done);
        var results = new ArrayList<Object>();
        var failures = new ArrayList<Exception>();
        for (Callable<Object> each : atOnce ? together(both) : both) {
            try {
                results.add(each.call());
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        // Of a job that is done the engine says that there is none; of one that somebody does, that it was changed
        // meanwhile, or it stumbles over the instance that is gone. Nothing of that is committed.
        boolean job = act.equals("executeJob");
        if (failures.size() > (job ? 1 : 0)) {
            throw failures.get(0);
        }
        return results.get(0);
    }

    /** Both in the same moment; what each gives or throws, when it is asked. */
    private List<Callable<Object>> together(List<Callable<Object>> both) throws InterruptedException {
        var barrier = new CyclicBarrier(both.size());
        var futures = new ArrayList<Future<Object>>();
        for (Callable<Object> each : both) {
            futures.add(people.submit(() -> {
                barrier.await();
                try {
                    return each.call();
                } finally {
                    engine.getIdentityService().clearAuthentication();
                }
            }));
        }
        var given = new ArrayList<Callable<Object>>();
        for (Future<Object> future : futures) {
            given.add(() -> {
                try {
                    return future.get();
                } catch (ExecutionException e) {
                    throw e.getCause() instanceof Exception exception ? exception : e;
                }
            });
        }
        return given;
    }
}
