package org.handover.board;

import org.handover.engine.LaboratoryLoad;
import org.handover.reading.LaboratoryOverview;
import org.handover.reading.Page;
import org.handover.reading.Register;
import org.handover.vocabulary.Reference;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;

/** What the laboratory has before it: how many cases at which step and for how long, DNA without a result, and what waits for whom. */
@Controller
class LaboratoryPage {

    private final LaboratoryOverview laboratory;
    private final Register register;

    LaboratoryPage(LaboratoryOverview laboratory, Register register) {
        this.laboratory = laboratory;
        this.register = register;
    }

    /**
     * The page, or, for its own script, the part of it that changes.
     *
     * @param reference of one handover; without, all
     */
    @GetMapping("/laboratory")
    String show(
            @RequestParam(defaultValue = "") String reference,
            @RequestParam(defaultValue = "1") String page,
            @RequestHeader(name = "HX-Request", required = false) String part,
            Model model) {
        Reference handover = reference.isBlank() ? null : register.find(reference.strip());
        model.addAttribute("figures", laboratory.figures(handover));
        model.addAttribute("ages", LaboratoryLoad.AGES);
        if (handover == null) {
            model.addAttribute("shares", laboratory.shares(Page.number(page)));
        }
        return part == null ? "board/laboratory" : "board/laboratory :: figures";
    }
}
