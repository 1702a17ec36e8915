package org.handover.protocol;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.TimeZone;
import org.apache.pdfbox.pdmodel.PDDocument;

/** Makes a PDF of a page: with its own fonts, and the same bytes for the same page. */
final class Pdf {

    static final String FONT = "Protocol";

    static {
        XRLog.setLoggingEnabled(false);
    }

    private Pdf() {}

    /**
     * @param page well-formed XHTML, with whatever it shows in itself
     * @param at stands as the time of making, in place of the time it is made
     * @param id stands as the id of the document, in place of a random one
     */
    static byte[] of(String page, Instant at, long id) {
        var builder = new PdfRendererBuilder();
        builder.useFastMode();
        builder.withProducer("Handover");
        builder.usePdfUaAccessibility(true);
        builder.useFont(() -> font("NanumSquareR.ttf"), FONT, 400, FontStyle.NORMAL, true);
        builder.useFont(() -> font("NanumSquareB.ttf"), FONT, 700, FontStyle.NORMAL, true);
        // Nothing is fetched from anywhere.
        builder.useUriResolver((base, address) -> null);
        builder.withHtmlContent(page, null);
        var out = new ByteArrayOutputStream();
        try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
            renderer.layout();
            renderer.createPDFWithoutClosing();
            PDDocument document = renderer.getPdfDocument();
            document.getDocumentInformation().setCreationDate(calendar(at));
            document.getDocumentInformation().setModificationDate(calendar(at));
            document.setDocumentId(id);
            document.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream font(String name) {
        return Pdf.class.getResourceAsStream("/fonts/" + name);
    }

    private static Calendar calendar(Instant at) {
        var calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
        calendar.setTimeInMillis(at.toEpochMilli());
        return calendar;
    }
}
