package org.handover.board;

import org.handover.reading.HandoverViews;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** All handovers at a glance. */
@Controller
class OverviewPage {

    private final HandoverViews handovers;

    OverviewPage(HandoverViews handovers) {
        this.handovers = handovers;
    }

    @GetMapping("/")
    String show(Model model) {
        model.addAttribute("handovers", handovers.list());
        return "board/overview";
    }
}
