package org.handover.monitoring;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToIntFunction;
import org.handover.engine.JobBacklog;
import org.handover.engine.StepLoad.Step;
import org.handover.reading.StoryFigures;
import org.handover.reading.StoryFigures.Figures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The story as Prometheus reads it. The figures are those of the whole database, so every node answers the same: take the maximum over
 * the nodes, never the sum. They are read when somebody asks, at most once in ten seconds; where nobody watches, nothing is counted. While the database does
 * not answer, they are left out, so that all else that tells of the node is still read.
 */
@Component
class StoryCollector implements MultiCollector {

    private static final Duration FRESH = Duration.ofSeconds(10);

    /** Prometheus gives up after ten seconds, and reads nothing then. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(StoryCollector.class);

    private final StoryFigures story;
    private final ExecutorService reader = Executors.newSingleThreadExecutor(task -> {
        var thread = new Thread(task, "story-figures");
        thread.setDaemon(true);
        return thread;
    });

    private Future<MetricSnapshots> asked;
    private Instant askedAt = Instant.MIN;

    /** @param registry absent where nothing is measured, as in tests of the models */
    StoryCollector(StoryFigures story, ObjectProvider<PrometheusRegistry> registry) {
        this.story = story;
        registry.ifAvailable(it -> it.register(this));
    }

    @Override
    public synchronized MetricSnapshots collect() {
        Instant now = Instant.now();
        if (asked == null || asked.isDone() && askedAt.plus(FRESH).isBefore(now)) {
            asked = reader.submit(() -> snapshots(story.now()));
            askedAt = now;
        }
        try {
            return asked.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The figures of the story are left out: the database does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return MetricSnapshots.of();
    }

    @PreDestroy
    void stop() {
        reader.shutdownNow();
    }

    private static MetricSnapshots snapshots(Figures figures) {
        return MetricSnapshots.builder()
                .metricSnapshot(byWord("handover_handovers", "Handovers, by phase.", "phase", figures.handovers()))
                .metricSnapshot(bySteps(
                        "handover_waiting",
                        "Instances that wait at a step: handovers, containers, individuals, by model. Open cases are those of the model"
                                + " identification; a case that waits at several steps is counted at each.",
                        figures.steps(),
                        Step::waiting))
                .metricSnapshot(bySteps(
                        "handover_overdue",
                        "Those of handover_waiting whose task is past its due date.",
                        figures.steps(),
                        Step::overdue))
                .metricSnapshot(bySteps(
                        "handover_stalled",
                        "Those of handover_waiting at which the engine has given up, or that have no due date and wait too long.",
                        figures.steps(),
                        Step::stalled))
                .metricSnapshot(one(
                        "handover_discrepancies_open",
                        "Differences between said and received, or given and received, that nobody has explained.",
                        figures.openDiscrepancies()))
                .metricSnapshot(byWord(
                        "handover_incidents_open",
                        "Incidents of the record that nobody has resolved, by kind.",
                        "kind",
                        figures.openIncidents()))
                .metricSnapshot(one(
                        "handover_engine_incidents_open",
                        "Steps at which the engine has given up: open incidents in Cockpit.",
                        figures.engineIncidents()))
                .metricSnapshot(jobs(figures.jobs()))
                .build();
    }

    private static GaugeSnapshot jobs(Map<JobBacklog.State, Integer> jobs) {
        var gauge = GaugeSnapshot.builder().name("handover_jobs").help("Jobs of the engine, by state.");
        jobs.forEach((state, number) ->
                gauge.dataPoint(point(number, Labels.of("state", state.name().toLowerCase(Locale.ROOT)))));
        return gauge.build();
    }

    private static GaugeSnapshot bySteps(String name, String help, List<Step> steps, ToIntFunction<Step> figure) {
        var gauge = GaugeSnapshot.builder().name(name).help(help);
        steps.forEach(step -> gauge.dataPoint(
                point(figure.applyAsInt(step), Labels.of("process", step.process(), "step", step.step()))));
        return gauge.build();
    }

    private static GaugeSnapshot byWord(String name, String help, String label, Map<String, Integer> counts) {
        var gauge = GaugeSnapshot.builder().name(name).help(help);
        counts.forEach((word, number) -> gauge.dataPoint(point(number, Labels.of(label, word))));
        return gauge.build();
    }

    private static GaugeSnapshot one(String name, String help, double value) {
        return GaugeSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(point(value, Labels.EMPTY))
                .build();
    }

    private static GaugeDataPointSnapshot point(double value, Labels labels) {
        return GaugeDataPointSnapshot.builder().value(value).labels(labels).build();
    }
}
