// Runs EPUBCheck over many EPUBs in one process, since its start costs more than a book.
//
//   java -cp epubcheck.jar:CLASSES EpubChecks FILE.epub...
//
// Prints each message (severity, id, place, text) and after each book its counts, preceded by the
// book's name where there are several. Exit: 0 no error and no warning, 1 some, 2 a file could not be read.

import com.adobe.epubcheck.api.EPUBLocation;
import com.adobe.epubcheck.api.EpubCheck;
import com.adobe.epubcheck.api.MasterReport;
import com.adobe.epubcheck.messages.Message;
import com.adobe.epubcheck.util.FeatureEnum;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

public class EpubChecks {
    static final PrintStream OUT = new PrintStream(System.out, false, StandardCharsets.UTF_8);

    public static void main(String[] files) {
        if (files.length == 0) {
            System.err.println("usage: EpubChecks FILE.epub...");
            System.exit(2);
        }
        int worst = 0;
        for (String file : files) {
            worst = Math.max(worst, one(file, files.length > 1 ? file + ": " : ""));
            OUT.flush();
        }
        System.exit(worst);
    }

    static int one(String file, String name) {
        if (!new File(file).isFile()) {
            OUT.println(name + "no such file");
            return 2;
        }
        Printed report = new Printed(name);
        report.setLocale(Locale.ENGLISH);
        report.setEpubFileName(new File(file).getAbsolutePath());
        report.initialize();
        try {
            EpubCheck check = new EpubCheck(new File(file), report);
            check.setLocale(Locale.ENGLISH);
            check.check();
        } catch (Throwable fault) {
            OUT.println(name + "EPUBCheck broke off: " + fault);
            return 2;
        } finally {
            report.close();
        }
        int fatal = report.getFatalErrorCount(), errors = report.getErrorCount(), warnings = report.getWarningCount();
        OUT.println(name + "EPUBCheck " + EpubCheck.version() + ": " + fatal + " fatal, " + errors + " errors, " + warnings + " warnings");
        return fatal + errors + warnings > 0 ? 1 : 0;
    }

    /** Prints each message when it comes; counting is the superclass's. */
    static class Printed extends MasterReport {
        final String name;

        Printed(String name) {
            this.name = name;
        }

        @Override
        public void message(Message message, EPUBLocation at, Object... words) {
            String place = at == null ? ":0:0" : at.getPath() + ":" + at.getLine() + ":" + at.getColumn();
            OUT.println(name + message.getSeverity() + " " + message.getID() + " " + place + " " + message.getMessage(words));
        }

        @Override
        public void info(String resource, FeatureEnum feature, String value) {
        }

        @Override
        public int generate() {
            return 0;
        }

        @Override
        public void initialize() {
        }
    }
}
